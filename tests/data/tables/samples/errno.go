package errno

const (
	DISK_FULL = -9101
	DISK_GONE = -9102
	DISK_SLOW = -9103
)

var text = map[int]string{
	DISK_FULL: "the disk is full",
	DISK_GONE: "磁盘不存在",
	DISK_SLOW: "the disk is slow",
}
