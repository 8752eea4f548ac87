//! Elections, parliaments, armies.

use super::{Row, Takes, row, running};

const P: Takes = Takes::COUNT.or(Takes::SHARE);

pub const ROWS: &[Row] = &[
    running(
        "turnout",
        P,
        &["took part", "cast ballots", "cast their ballots", "turned out to vote", "cast their votes"],
        &["turnout", "participation", "voter turnout"],
        &[],
    ),
    row(
        "vote-share",
        Takes::SHARE.or(Takes::POINTS),
        &["polled"],
        &["vote", "share of the vote", "vote share", "popular vote", "of the vote", "first-preference", "votes cast"],
        &[],
    ),
    row("votes", Takes::COUNT, &["voted"], &[], &["votes", "ballots"]),
    row(
        "lead",
        Takes::COUNT.or(Takes::SHARE).or(Takes::POINTS),
        &["led by", "lost by", "won by", "ahead by", "separate", "leads by", "trails by", "beat by"],
        &["lead", "gap", "margin"],
        &[],
    ),
    row("seats", Takes::COUNT, &[], &[], &["seats", "seat", "constituencies", "mandates"]),
    row("members", P, &[], &[], &["members", "member", "lawmakers", "senators", "legislators", "deputies", "mps"]),
    row("majority", Takes::COUNT, &[], &["majority"], &[]),
    row(
        "electorate",
        P,
        &["entitled to vote", "eligible to vote", "registered to vote"],
        &["electorate", "eligible voters", "registered voters", "electoral roll"],
        &["voters"],
    ),
    row("polling-stations", Takes::COUNT, &[], &[], &["polling stations", "precincts", "polling places"]),
    row("observers", P, &[], &[], &["observers", "monitors"]),
    row("candidates", P, &[], &[], &["candidates"]),
    row(
        "support",
        Takes::SHARE.or(Takes::COUNT),
        &[
            "approve",
            "approved",
            "disapprove",
            "support",
            "supported",
            "oppose",
            "opposed",
            "favour",
            "favor",
            "backed",
            "back",
        ],
        &["approval rating", "approval", "poll", "respondents", "those polled", "those surveyed"],
        &[],
    ),
    running("signatures", Takes::COUNT, &["signed"], &["signatures", "signatories"], &[]),
    running(
        "drafted",
        P,
        &["drafted", "mobilised", "mobilized", "called up", "conscripted", "recruited", "enlisted", "joined"],
        &[],
        &["conscripts", "reservists", "recruits"],
    ),
    row(
        "troops",
        P,
        &["deployed", "deploying", "stationed"],
        &[],
        &["troops", "soldiers", "servicemen", "peacekeepers", "service members", "marines", "fighters"],
    ),
    running(
        "launched",
        Takes::COUNT,
        &["launched", "fired", "launching", "firing"],
        &["strikes", "attacks", "airstrikes", "bombings", "air strikes"],
        &["missiles", "missile", "rockets", "drones", "shells"],
    ),
    running(
        "intercepted",
        Takes::COUNT,
        &["intercepted", "intercepting", "shot down", "downed", "shooting down"],
        &[],
        &[],
    ),
    row("wars", Takes::COUNT, &[], &[], &["wars", "battles"]),
    row("countries", Takes::COUNT, &[], &[], &["countries", "nations", "states"]),
];
