/* What a ticket can be about, how urgent, and how it stands: in the order in which lists offer them. */
export const KINDS = ['repair', 'cleaning', 'neighbour', 'fee', 'security', 'construction', 'common_area', 'pets', 'flyers', 'enquiry', 'other'] as const
export const PRIORITIES = ['emergency', 'high', 'normal', 'low'] as const
export const OPEN_STATUSES = ['new', 'assigned', 'accepted', 'on_site', 'held', 'done'] as const

export type Kind = (typeof KINDS)[number]
export type Priority = (typeof PRIORITIES)[number]
