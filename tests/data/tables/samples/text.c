const char *disk_text(int code) {
    switch (code) {
    case DISK_FULL: return "the disk is full";
    case DISK_GONE: return "磁盘不存在";
    case DISK_SLOW: return "the disk is slow";
    }
}
