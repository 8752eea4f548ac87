//! Processes that die, and several at once.

use std::{thread, time::Duration};

use super::{client::Client, conflict, corpus, folders, index, is_contradicted, open, report, said, stat, verify};

const ARTICLES: usize = 1200;

#[test]
fn killed_twenty_times_nothing_is_lost() {
    let (_folder, [root, place, fresh]) = folders(["c", "ix", "fresh"]);
    corpus(&root, ARTICLES);
    let mut committed = 0;
    // Waits that are spread evenly over the time that a run takes, in no order.
    for (round, step) in (0..20u64).map(|k| (k, k * 7 % 20)) {
        // Something to do in every round: a part of the articles is new.
        for i in (round as usize..ARTICLES).step_by(20).take(40) {
            std::fs::write(root.join(format!("a{i:05}.txt")), report(i, 5 + i + round as usize)).unwrap();
        }
        let mut process = index(&root, &place, &[]).spawn().unwrap();
        thread::sleep(Duration::from_millis(10 + 60 * step));
        // Dead already, when it was quick.
        let _ = process.kill();
        process.wait().unwrap();
        let output = verify(&root, &place);
        if said(&output).contains("no index of it yet") {
            // It had not begun, or only made an empty file.
            assert_eq!(committed, 0, "round {round}");
            continue;
        }
        assert!(output.status.success(), "round {round}: {}", said(&output));
        let now: usize = stat(&root, &place, "articles").parse().unwrap();
        assert!(now >= committed, "round {round}: {now} articles where there were {committed}");
        committed = now;
    }
    let output = index(&root, &place, &[]).output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    assert!(verify(&root, &place).status.success());
    assert!(index(&root, &fresh, &[]).output().unwrap().status.success());
    for name in ["articles", "facts", "dates", "facts by kind", "facts by role"] {
        let (a, b) = (stat(&root, &place, name), stat(&root, &fresh, name));
        let number = |s: &str| s.split_whitespace().next().unwrap_or_default().to_owned();
        assert_eq!(number(&a), number(&b), "{name}");
    }
}

#[test]
fn two_servers_and_a_command_share_one_index() {
    let (_folder, [root, cache]) = folders(["c", "cache"]);
    corpus(&root, 300);
    conflict(&root);
    let place = cache.join("copydesk");
    let mut one = Client::spawn_in(&cache);
    let mut two = Client::spawn_in(&cache);
    let drafts = [&mut one, &mut two].map(|client| open(client, &root).0);
    let command = index(&root, &place, &[]).spawn().unwrap();
    for (client, draft) in [&mut one, &mut two].into_iter().zip(&drafts) {
        client.diagnostics(draft, is_contradicted);
    }
    let output = command.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", said(&output));
    // What one of them sees change, the others find in the index.
    std::fs::write(root.join("two.txt"), std::fs::read_to_string(root.join("two.txt")).unwrap().replace("19", "14"))
        .unwrap();
    assert!(index(&root, &place, &[]).output().unwrap().status.success());
    assert!(one.stop().success() && two.stop().success());
    let output = verify(&root, &place);
    assert!(output.status.success(), "{}", said(&output));
    assert_eq!(stat(&root, &place, "articles"), "302");
}
