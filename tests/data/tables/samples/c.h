#ifndef DISK_H
#define DISK_H

#define DISK_FULL (-9101) /* the disk is full */
/* 磁盘不存在 */
#define DISK_GONE -9102
#define DISK_SLOW (-9103)  // the disk
                           // is slow

#endif
