public enum Disk {
    DISK_FULL(-9101, "the disk is full"),
    // 磁盘不存在
    DISK_GONE(-9102),
    DISK_SLOW(-9103, "the disk is slow");

    private final int code;
}
