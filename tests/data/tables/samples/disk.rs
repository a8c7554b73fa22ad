pub enum Disk {
    /// the disk is full
    DISK_FULL = -9101,
    #[error("磁盘不存在")]
    DISK_GONE = -9102,
}

pub const DISK_SLOW: i32 = -9103; // the disk is slow
