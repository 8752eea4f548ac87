//! What a person can set in the editor, under `copydesk`. [`SETTINGS`] is the list that editors mirror.

use std::time::Duration;

use serde_json::{Value, json};

/// One setting, as an editor shows it.
pub struct Setting {
    pub name: &'static str,
    /// Its values and what they mean, for one that has a fixed choice.
    pub values: &'static [(&'static str, &'static str)],
    pub kind: &'static str,
    pub default: &'static str,
    pub description: &'static str,
}

/// Every setting, in the order in which people look for them.
pub const SETTINGS: &[Setting] = &[
    Setting {
        name: "marks",
        kind: "string",
        values: &[
            ("auto", "Colours where the editor has them, else hints"),
            ("tokens", "Colours"),
            ("hints", "Faint hints"),
            ("both", "Colours and hints"),
            ("off", "No marks; findings only"),
        ],
        default: r#""auto""#,
        description: "How figures, dates and claims are marked: coloured (tokens), as hints, both, or not at all. \
                      Auto colours them where the editor can, else gives hints.",
    },
    Setting {
        name: "diagnostics",
        kind: "string",
        values: &[
            ("auto", "The editor asks where it can, else the server sends"),
            ("push", "The server sends"),
            ("pull", "The editor asks"),
        ],
        default: r#""auto""#,
        description: "Whether the server sends findings by itself (push) or the editor asks for them (pull).",
    },
    Setting {
        name: "inlayHints",
        kind: "boolean",
        values: &[],
        default: "false",
        description: "Show what a date comes to («Friday night») after it, in small type.",
    },
    Setting {
        name: "codeLens",
        kind: "boolean",
        values: &[],
        default: "true",
        description: "Show above the article, and above each contested passage, how it stands to other articles.",
    },
    Setting {
        name: "debounce",
        kind: "integer",
        values: &[],
        default: "150",
        description: "Milliseconds to wait after a keystroke before findings are refreshed; 0 waits for nothing.",
    },
];

/// The settings in force.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    pub marks: Marks,
    pub diagnostics: Delivery,
    pub inlay_hints: bool,
    pub code_lens: bool,
    pub debounce: Duration,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Marks {
    Auto,
    Tokens,
    Hints,
    Both,
    Off,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Delivery {
    Auto,
    Push,
    Pull,
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            marks: Marks::Auto,
            diagnostics: Delivery::Auto,
            inlay_hints: false,
            code_lens: true,
            debounce: Duration::from_millis(150),
        }
    }
}

impl Settings {
    /// Takes in what a client says, with or without the outer `copydesk`. What it leaves out stays as it is; what is
    /// not understood is left as it is too, and told in the answer.
    pub fn update(&mut self, given: &Value) -> Vec<String> {
        let given = given.get("copydesk").unwrap_or(given);
        let Some(given) = given.as_object() else { return Vec::new() };
        let mut wrong = Vec::new();
        for (name, value) in given {
            if value.is_null() {
                continue;
            }
            let known = match name.as_str() {
                "marks" => set(&mut self.marks, value.as_str().and_then(Marks::of)),
                "diagnostics" => set(&mut self.diagnostics, value.as_str().and_then(Delivery::of)),
                "inlayHints" => set(&mut self.inlay_hints, value.as_bool()),
                "codeLens" => set(&mut self.code_lens, value.as_bool()),
                "debounce" => set(&mut self.debounce, value.as_u64().map(|ms| Duration::from_millis(ms.min(10_000)))),
                // An editor's own settings («copydesk.path») come along with ours.
                _ => true,
            };
            if !known {
                wrong.push(format!("The setting copydesk.{name} can’t be {value}; it stays as it was."));
            }
        }
        wrong
    }
}

fn set<T>(place: &mut T, value: Option<T>) -> bool {
    match value {
        Some(value) => {
            *place = value;
            true
        }
        None => false,
    }
}

impl Marks {
    fn of(name: &str) -> Option<Marks> {
        Some(match name {
            "auto" => Marks::Auto,
            "tokens" => Marks::Tokens,
            "hints" => Marks::Hints,
            "both" => Marks::Both,
            "off" => Marks::Off,
            _ => return None,
        })
    }
}

impl Delivery {
    fn of(name: &str) -> Option<Delivery> {
        Some(match name {
            "auto" => Delivery::Auto,
            "push" => Delivery::Push,
            "pull" => Delivery::Pull,
            _ => return None,
        })
    }
}

/// The list as a JSON object from each setting's name to its JSON Schema, with VS Code's `enumDescriptions`.
pub fn schema() -> Value {
    let mut out = serde_json::Map::new();
    for s in SETTINGS {
        let mut one = json!({
            "type": s.kind,
            "default": serde_json::from_str::<Value>(s.default).unwrap_or_default(),
            "description": s.description,
        });
        if !s.values.is_empty() {
            one["enum"] = s.values.iter().map(|v| v.0).collect();
            one["enumDescriptions"] = s.values.iter().map(|v| v.1).collect();
        }
        out.insert(format!("copydesk.{}", s.name), one);
    }
    Value::Object(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_and_the_settings_agree() {
        let mut settings = Settings::default();
        let defaults: serde_json::Map<String, Value> =
            SETTINGS.iter().map(|s| (s.name.to_owned(), serde_json::from_str(s.default).unwrap())).collect();
        assert_eq!(settings.update(&Value::Object(defaults)), Vec::<String>::new());
        assert_eq!(settings, Settings::default());
        for s in SETTINGS {
            for (v, _) in s.values {
                assert!(settings.update(&json!({s.name: v})).is_empty(), "{} = {v}", s.name);
            }
            assert_eq!(settings.clone().update(&json!({s.name: {"no": "such"}})).len(), 1, "{}", s.name);
        }
    }

    #[test]
    fn what_is_wrong_is_told_and_left() {
        let mut settings = Settings::default();
        let wrong = settings.update(&json!({"copydesk": {"marks": "loud", "debounce": 0, "path": "/x"}}));
        assert_eq!(wrong.len(), 1);
        assert_eq!(settings.marks, Marks::Auto);
        assert!(settings.debounce.is_zero());
    }
}
