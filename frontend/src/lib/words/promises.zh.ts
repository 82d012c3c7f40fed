/* Words of the supervisor's lists: callbacks at the desk, broken promises, triggers, the table of words, zh-CN. */

export const promises = {
  'title.broken': '失约',
  'title.triggers': '自动任务',
  'title.suggestions': '分类词表',
} as const
