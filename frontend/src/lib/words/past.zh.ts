/* Words of a unit on any day, as it was believed on any other, zh-CN. */

export const past = {
  'past.title': '某一天的情况',
  'past.hint': '那天是什么，和当时我们以为是什么',
  'past.open': '查某一天',
  'past.day': '哪一天',
  'past.believed': '照哪天的记录',
  'past.believed_hint': '更正过的资料，更正前的日子还按当时的记录显示',
  'past.none': '这一天什么都没有登记',
  'past.none_text': '选晚一点的日子，或看上面的时间线。',
  'past.fact': '资料',
  'past.value': '那天是',
  'past.paper': '出自',
  'past.people': '关系人',
} as const
