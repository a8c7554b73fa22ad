class Disk(IntEnum):
    DISK_FULL = -9101  # the disk is full
    DISK_GONE = -9102  # 磁盘不存在
    DISK_SLOW = -9103  # the disk is slow
