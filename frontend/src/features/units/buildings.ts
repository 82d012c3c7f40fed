import { t } from '@/lib/i18n'

/** A building as people say it: 3 幢; a name of its own stays as it is. */
export const sayBuilding = (building: string): string => (/^\d+$/.test(building) ? t('units.building_n', { n: building }) : building)
