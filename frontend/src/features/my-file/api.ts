/* What the office knows about the person. */
import { useQuery } from '@tanstack/vue-query'
import { client, gives } from '@/api/client'

export const useMyFile = () => useQuery({ queryKey: ['my', 'file'], queryFn: () => gives(client.GET('/my/file')) })
