/* Whether a receipt is real; anybody may ask. */
import { useQuery } from '@tanstack/vue-query'
import { client, gives } from '@/api/client'

export const useConfirmed = (code: string) =>
  useQuery({ queryKey: ['receipt', code], queryFn: () => gives(client.GET('/receipts/{code}', { params: { path: { code } } })) })
