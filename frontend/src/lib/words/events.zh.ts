/* What the journal tells, zh-CN. */

export const events = {
  'event.office.created': '公司建好了',
  'event.staff.added': '加了同事',
  'event.community.created': '小区建好了',
  'event.import.started': '开始导入工作簿',
  'event.import.read': '工作簿读完了',
  'event.import.refused': '工作簿读不了',
  'event.import.confirmed': '确认导入',
  'event.import.finished': '导入完成',
  'event.import.discarded': '放弃导入',
  'event.run.started': '开始出账单',
  'event.run.drafted': '账单草稿出来了',
  'event.run.released': '账单发布了',
  'event.run.discarded': '放弃账单草稿',
  'event.run.cleared': '草稿收回了',
  'event_detail.import.read': '{errors} 处错误，{warnings} 处提醒',
  'event_detail.import.finished': '新增 {units} 户',
  'event_detail.run.started': '{period}',
  'event_detail.run.drafted': '{period}，{billed_fen}',
  'event_detail.run.released': '{period}，{billed_fen}',
  'event_detail.run.discarded': '{period}',
} as const
