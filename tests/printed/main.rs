//! What people see, kept word for word: when it changes on purpose, `INSTA_UPDATE=always cargo test --test printed`
//! writes it anew, and the difference is there to be read.

use std::{path::Path, process::Command};

use insta::{Settings, assert_snapshot};

/// What a command prints for a small corpus, without colours, 100 columns wide.
fn printed(args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(args)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/printed/corpus"))
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .output()
        .expect("the binary runs");
    let said = String::from_utf8(output.stderr).expect("UTF-8");
    String::from_utf8(output.stdout).expect("UTF-8") + &said
}

macro_rules! prints {
    ($($name:ident: $($arg:literal)+;)+) => {$(
        #[test]
        fn $name() {
            let mut settings = Settings::clone_current();
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            settings.set_description(["copydesk", $($arg),+].join(" "));
            settings.bind(|| assert_snapshot!(stringify!($name), printed(&[$($arg),+])));
        }
    )+};
}

prints! {
    check: "check" ".";
    check_all: "check" "--show" "all" "post.txt" "--corpus" ".";
    check_of_nothing: "check" "nowhere";
    annotate: "annotate" "courier.md";
    facts: "facts";
    facts_of_a_word: "facts" "injured";
    explain: "explain" "weekday-mismatch";
    explain_of_a_slip: "explain" "weekday-mismach";
    help: "--help";
    help_of_check: "check" "--help";
}
