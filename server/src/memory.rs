//! How the program takes memory: sparingly where it stays, or writes bundles. `kikitori analyze` takes all it gets and is faster by a
//! seventh.

use std::sync::Once;

/// Has memory given out in small pages, and what is free given back at once: a service would keep large pages for a few kilobytes each,
/// and what one step of a bundle needed for a moment beside what the next one needs. It is done once, before there are threads.
pub fn spare() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        keep_pages_small();
        give_back_at_once();
    });
}

fn keep_pages_small() {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::thread::disable_transparent_huge_pages(true) {
        tracing::debug!("memory is given out in large pages: {error}");
    }
}

/// `mi_option_purge_delay` of `mimalloc.h`, in milliseconds: usually a second.
const PURGE_DELAY: libmimalloc_sys::mi_option_t = 15;

#[expect(unsafe_code, reason = "mimalloc's options are set by a function of C alone")]
fn give_back_at_once() {
    // SAFETY: the function takes any number for this option. It is one word, which mimalloc reads whenever it has memory to give back.
    unsafe {
        libmimalloc_sys::mi_option_set(PURGE_DELAY, 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Its number may be another one in another version of mimalloc.
    #[test]
    #[expect(unsafe_code, reason = "mimalloc's options are read by a function of C alone")]
    fn the_option_is_that_of_the_delay() {
        // SAFETY: it reads one word.
        let delay = || unsafe { libmimalloc_sys::mi_option_get(PURGE_DELAY) };
        assert!([0, 1_000].contains(&delay()), "0 where another test was first: {}", delay());
        spare();
        assert_eq!(delay(), 0);
    }
}
