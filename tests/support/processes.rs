//! The kernel's data on the processes that a test has started.

use std::fs;
use std::process::Command;

pub(crate) fn signal(pid: u32, name: &str) {
    let status = Command::new("kill").args(["-s", name, &pid.to_string()]).status().expect("kill");
    assert!(status.success(), "no {name} for {pid}");
}

/// The fields of `/proc/PID/stat` from the state on; empty if there is no such process.
pub(crate) fn stat(pid: u32) -> Vec<String> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").map_or(Vec::new(), |(_, fields)| fields.split(' ').map(str::to_owned).collect())
}

/// The state letter of a process: `T` is stopped, `Z` a zombie; `None` if there is no such process.
pub(crate) fn state(pid: u32) -> Option<char> {
    stat(pid).first()?.chars().next()
}

/// The CPU time that a process has used, in hundredths of a second.
pub(crate) fn ticks(pid: u32) -> u64 {
    stat(pid).iter().skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("a number")).sum()
}

/// The peak memory of a process, in KiB.
pub(crate) fn peak(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("a process");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a peak");
    line.trim().trim_end_matches(" kB").parse().expect("a number")
}

/// The processes of a session.
pub(crate) fn session_members(leader: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").expect("/proc").filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    all.filter(|&pid| stat(pid).get(3).is_some_and(|session| *session == leader.to_string())).collect()
}

/// The children of a process, whatever their state.
pub(crate) fn children(pid: u32) -> Vec<u32> {
    let all = fs::read_dir("/proc").expect("/proc").filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok());
    all.filter(|&child| stat(child).get(1).is_some_and(|parent| *parent == pid.to_string())).collect()
}
