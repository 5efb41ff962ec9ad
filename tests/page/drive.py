"""Opens a report's page in headless Chromium and uses it as a reader would, with keyboard alone.

Talks to the browser over its debugging pipe; needs nothing beyond Python and Chromium.
Usage: drive.py PAGE [FOLDER FOR SCREENSHOTS]
"""

import base64, json, os, pathlib, shutil, subprocess, sys, tempfile

BROWSERS = ["chromium", "chromium-browser", "google-chrome"]


class Browser:
    def __init__(self, program, home):
        from_browser, to_us = os.pipe()
        from_us, to_browser = os.pipe()

        def wire():
            # The browser reads commands on 3 and writes answers on 4; high copies first, lest one overwrites another.
            commands, answers = os.dup2(from_us, 60), os.dup2(to_us, 61)
            os.dup2(commands, 3)
            os.dup2(answers, 4)

        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--remote-debugging-pipe",
                 "--no-first-run", f"--user-data-dir={home}"]
        self.process = subprocess.Popen([program, *flags], preexec_fn=wire, close_fds=False,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(from_us)
        os.close(to_us)
        self.commands, self.answers = os.fdopen(to_browser, "wb"), os.fdopen(from_browser, "rb")
        self.number, self.session, self.events, self.rest = 0, None, [], b""

    def read(self):
        while b"\0" not in self.rest:
            more = os.read(self.answers.fileno(), 1 << 20)
            assert more, "the browser ended"
            self.rest += more
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        self.commands.write(json.dumps(message).encode() + b"\0")
        self.commands.flush()
        while True:
            answer = self.read()
            if answer.get("id") == self.number:
                assert "error" not in answer, (method, answer)
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.read())

    def ask(self, script):
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in answer, answer
        return answer["result"].get("value")

    def key(self, key, code, text=""):
        for kind in ["keyDown", "keyUp"]:
            own = {"text": text} if text and kind == "keyDown" else {}
            self.call("Input.dispatchKeyEvent", type=kind, key=key, code=key if key != " " else "Space",
                      windowsVirtualKeyCode=code, **own)


SHOWN = "[...document.querySelectorAll('section.scenario')].filter(s => s.offsetParent).map(s => s.dataset.scenario)"
FOCUS = "(e => e.tagName + ':' + (e.value || e.hash || e.textContent).trim())(document.activeElement)"
WIDER = """[...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll') && !e.closest('.skip')
  && !e.closest('svg *') && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + '.' + e.className)"""


def open_page(browser, address, width, dark):
    browser.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
    scheme = "dark" if dark else "light"
    browser.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
    browser.events.clear()
    browser.call("Page.navigate", url=address)
    browser.wait_for("Page.loadEventFired")


def filter_by_keyboard(browser):
    """Every control is reached with Tab in the order of the page; Space on the first box hides its scenario."""
    all_shown = browser.ask(SHOWN)
    assert len(all_shown) >= 2, all_shown
    reached = []
    for _ in range(400):
        browser.key("Tab", 9)
        where = browser.ask(FOCUS)
        if where.startswith("BODY") or where in reached[:1]:
            break
        reached.append(where)
    boxes = [where for where in reached if where.startswith("INPUT")]
    assert boxes == [f"INPUT:{name}" for name in all_shown], (boxes, all_shown)
    assert reached[0] == "A:#main", reached[0]
    assert sum(where.startswith("SUMMARY") for where in reached) >= 6 * len(all_shown), reached

    browser.ask("document.querySelector('#filter input').focus()")
    browser.key(" ", 32, " ")
    left = browser.ask(SHOWN)
    assert left == all_shown[1:], (left, all_shown)
    browser.key(" ", 32, " ")
    assert browser.ask(SHOWN) == all_shown
    browser.ask("document.querySelector('section.scenario summary').focus()")
    browser.key("Enter", 13, "\r")
    assert browser.ask("document.querySelector('section.scenario details').open"), "Enter opens the numbers"
    return len(reached)


def no_script(browser, address):
    """Without script all scenarios stand there, and no dead filter."""
    browser.call("Emulation.setScriptExecutionDisabled", value=True)
    open_page(browser, address, 1280, False)
    browser.call("Emulation.setScriptExecutionDisabled", value=False)
    root = browser.call("DOM.getDocument", depth=-1)["root"]["nodeId"]
    find = lambda what: browser.call("DOM.querySelectorAll", nodeId=root, selector=what)["nodeIds"]
    assert len(find("section.scenario:not([hidden])")) >= 2 and len(find("#filter[hidden]")) == 1


def main():
    page = pathlib.Path(sys.argv[1]).resolve()
    shots = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else None
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    assert program, f"none of {', '.join(BROWSERS)} is installed"
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        browser = Browser(program, home)
        try:
            target = browser.call("Target.createTarget", url="about:blank")["targetId"]
            browser.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for domain in ["Page", "Runtime", "Network", "Log", "DOM"]:
                browser.call(f"{domain}.enable")
            for width in [1280, 390]:
                for dark in [False, True]:
                    open_page(browser, page.as_uri(), width, dark)
                    reached = filter_by_keyboard(browser)
                    wider = browser.ask(WIDER)
                    assert not wider, f"{width} pixels: wider than the screen: {wider[:5]}"
                    trouble = [event for event in browser.events if event.get("method") in
                               ("Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled")]
                    assert not trouble, trouble
                    asked = {event["params"]["request"]["url"].split("#")[0] for event in browser.events
                             if event.get("method") == "Network.requestWillBeSent"}
                    assert asked == {page.as_uri()}, asked
                    if shots:
                        browser.ask("document.querySelectorAll('details').forEach(d => d.open = false); scrollTo(0, 0)")
                        picture = browser.call("Page.captureScreenshot", captureBeyondViewport=True)["data"]
                        name = f"page-{width}-{'dark' if dark else 'light'}.png"
                        (shots / name).write_bytes(base64.b64decode(picture))
            no_script(browser, page.as_uri())
            print(f"{reached} places reached by keyboard, at two widths, light and dark")
        finally:
            browser.process.kill()
            browser.process.wait()


main()
