//! Files of targets on a disk.

use detente_study::target::read;

/// A sound file.
const SOUND: &str = "figure,value,low,high,discrepancy,source\nscaling,0.2,0.1,0.3,0.05,counted\n";

#[test]
fn files_that_cannot_be_read_say_which_was_meant() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("targets.csv"), SOUND).expect("written");
    std::fs::write(path("book.csv"), b"PK\x03\x04 and so on").expect("written");
    let message = |name: &str| read(&path(name)).map(|list| list.targets.len()).expect_err(name).to_string();
    assert_eq!(read(&path("targets.csv")).map(|list| list.targets.len()).ok(), Some(1));
    for name in ["target.csv", "targets"] {
        let message = message(name);
        let near = format!("did you mean {}?", path("targets.csv").display());
        assert!(message.contains("there is no such file") && message.contains(&near), "{message}");
    }
    assert!(!message("weather.csv").contains("did you mean"));
    assert!(message("").contains("not a file") && message("").contains("saved as CSV"));
    assert!(message("book.csv").contains("a workbook, not a table of text"));
}
