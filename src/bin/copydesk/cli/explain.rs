use std::{io::Write, process::ExitCode};

use copydesk::compare::{self, RULES, Rule};

use super::{Failure, Outcome, output};

/// Explain a finding: what it means, why it matters, an example, how to settle it
#[derive(clap::Args)]
pub struct Args {
    /// The code of a finding, such as figure-conflict. Without one, all codes are listed.
    code: Option<String>,
}

pub fn run(args: &Args) -> Outcome {
    let mut out = anstream::stdout().lock();
    let Some(code) = &args.code else {
        let width = RULES.iter().map(|r| r.code.len()).max().unwrap_or(0);
        for rule in RULES {
            writeln!(
                out,
                "{}{:width$}  {}",
                output::bold(rule.code),
                "",
                title(rule),
                width = width - rule.code.len()
            )?;
        }
        return Ok(ExitCode::SUCCESS);
    };
    let code = &code.to_lowercase();
    let Some(rule) = compare::rule(code) else {
        let part: Vec<&str> = RULES.iter().map(|r| r.code).filter(|c| c.contains(code.as_str())).collect();
        let near = RULES.iter().map(|r| (strsim::damerau_levenshtein(r.code, code), r.code)).min();
        let hint = match near {
            _ if !part.is_empty() && code.len() > 2 => format!("there are {}", part.join(", ")),
            Some((distance, near)) if distance <= 5 => format!("did you mean {near}?"),
            _ => "«copydesk explain» lists them all.".to_owned(),
        };
        return Err(Failure::Told(format!("there is no finding called «{code}»; {hint}")));
    };
    writeln!(out, "{}  ({})\n", output::bold(rule.code), rule.severity.name())?;
    for line in rule.doc.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        match line.strip_prefix("# ").or(line.strip_prefix("## ")) {
            Some(heading) => writeln!(out, "{}", output::bold(heading))?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The first sentence of a rule's text.
fn title(rule: &Rule) -> &str {
    rule.doc.lines().map(str::trim).find(|l| !l.is_empty() && !l.starts_with('#')).unwrap_or("")
}
