/* Words of the service desk: the queue, taking a report down, one ticket in the side panel, zh-CN. */

export const service = {
  'title.service': '工单',
  'title.intake': '登记报修',
} as const
