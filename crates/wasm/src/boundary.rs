//! How bytes get in and out: a page asks for room, writes a question there, has it answered, and reads the answer.
//!
//! WebAssembly functions take and give numbers only, so text goes by its place in memory. A name that is exported as it is
//! written counts as unsafe code, since two of one name would clash; nothing else here does.
#![allow(unsafe_code, unreachable_pub, reason = "exported names")]

use std::cell::RefCell;

thread_local! {
    static ENGINE: RefCell<crate::Engine> = RefCell::default();
    static QUESTION: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static ANSWER: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Room for a question of `bytes` bytes of UTF-8; says where it is.
#[unsafe(no_mangle)]
pub extern "C" fn question_room(bytes: usize) -> *mut u8 {
    QUESTION.with_borrow_mut(|question| {
        question.clear();
        question.resize(bytes, 0);
        question.as_mut_ptr()
    })
}

/// Answers the question in the room; says how many bytes the answer has.
#[unsafe(no_mangle)]
pub extern "C" fn answer_question() -> usize {
    let answer = QUESTION
        .with_borrow(|question| ENGINE.with_borrow_mut(|engine| engine.answer(&String::from_utf8_lossy(question))));
    ANSWER.with_borrow_mut(|kept| {
        *kept = answer;
        kept.len()
    })
}

/// Where the answer is, until the next question.
#[unsafe(no_mangle)]
pub extern "C" fn answer_place() -> *const u8 {
    ANSWER.with_borrow(|answer| answer.as_ptr())
}
