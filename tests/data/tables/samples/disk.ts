export enum Disk {
  /** the disk is full */
  DISK_FULL = -9101,
  DISK_GONE = -9102, // 磁盘不存在
}

export const DISK_SLOW: number = -9103; // the disk is slow
