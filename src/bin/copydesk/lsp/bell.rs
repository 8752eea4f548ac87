//! How the thread that tells the client hears that something changed.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

/// Rung when the world changed. Any number of rings before the next look are one.
#[derive(Clone, Default)]
pub struct Bell(Arc<(Mutex<Rings>, Condvar)>);

#[derive(Default)]
struct Rings {
    rung: bool,
    /// Somebody looks already, and a ring wakes nobody until that is over.
    held: bool,
    /// When somebody last looked so.
    looked: Option<Instant>,
    /// Whoever waits has nothing to do until one of these.
    resting: bool,
}

/// What ended a wait.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Woken {
    Rung,
    /// Something changed and was looked at; a pause begins.
    Looked,
    Late,
}

impl Bell {
    fn lock(&self) -> MutexGuard<'_, Rings> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn ring(&self) {
        let mut rings = self.lock();
        rings.rung = true;
        if !rings.held {
            self.0.1.notify_one();
        }
    }

    pub fn hold(&self) {
        self.lock().held = true;
    }

    /// Lets it be heard again; `looked` where what it was rung for has been done.
    pub fn release(&self, looked: bool) {
        let mut rings = self.lock();
        rings.held = false;
        if looked {
            rings.looked = Some(Instant::now());
        }
        // A pause that is being waited out is found longer when it ends.
        if rings.rung || (looked && rings.resting) {
            self.0.1.notify_one();
        }
    }

    /// Whether it was rung since the last look.
    pub fn take(&self) -> bool {
        std::mem::take(&mut self.lock().rung)
    }

    /// Waits until there is something to do, for so long at most.
    pub fn wait(&self, most: Option<Duration>) -> Woken {
        let mut rings = self.lock();
        rings.resting = true;
        let silent = |r: &mut Rings| (!r.rung || r.held) && r.looked.is_none();
        let mut rings = match most {
            None => self.0.1.wait_while(rings, silent).unwrap_or_else(PoisonError::into_inner),
            Some(most) => self.0.1.wait_timeout_while(rings, most, silent).unwrap_or_else(PoisonError::into_inner).0,
        };
        rings.resting = false;
        match std::mem::take(&mut rings.rung) {
            true => Woken::Rung,
            false if rings.looked.is_some() => Woken::Looked,
            false => Woken::Late,
        }
    }

    /// Whether nothing happens for so long, from now or from the last look of another. A ring is left for [`Bell::wait`].
    pub fn is_silent(&self, time: Duration) -> bool {
        let mut rings = self.lock();
        let mut until = Instant::now() + time;
        loop {
            if let Some(looked) = rings.looked.take() {
                until = looked + time;
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            rings = self.0.1.wait_timeout_while(rings, left, |r| !r.rung).unwrap_or_else(PoisonError::into_inner).0;
            if rings.rung {
                return false;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Duration = Duration::from_millis(20);

    #[test]
    fn a_ring_while_somebody_looks_is_heard_afterwards() {
        let bell = Bell::default();
        bell.hold();
        bell.ring();
        assert!(bell.take() && !bell.take());
        bell.ring();
        assert_eq!(bell.wait(Some(SHORT)), Woken::Rung, "it was rung again, and the wait was over");
        bell.ring();
        bell.release(true);
        assert_eq!(bell.wait(None), Woken::Rung);
        assert_eq!(bell.wait(None), Woken::Looked, "the pause after the look is still to be waited for");
        assert!(bell.is_silent(SHORT));
        assert_eq!(bell.wait(Some(SHORT)), Woken::Late);
    }

    #[test]
    fn a_look_makes_the_pause_longer_and_a_ring_ends_it() {
        let bell = Bell::default();
        let begun = Instant::now();
        let other = bell.clone();
        let typing = std::thread::spawn(move || {
            for _ in 0..5 {
                std::thread::sleep(SHORT);
                other.hold();
                other.release(true);
            }
        });
        assert!(bell.is_silent(3 * SHORT));
        assert!(begun.elapsed() >= 8 * SHORT);
        typing.join().unwrap();
        bell.ring();
        assert!(!bell.is_silent(SHORT));
        assert_eq!(bell.wait(None), Woken::Rung);
    }
}
