import { useQuery } from '@tanstack/react-query'
import { api } from '@/api/client'

/** Pairs that wait in the review queue. */
export const useOpenReviews = () =>
  useQuery({
    queryKey: ['merge', 'count'],
    queryFn: ({ signal }) => api.get<{ open_count: number }>('/api/merge-reviews', { query: { limit: 1 }, signal }),
    staleTime: 30_000,
    retry: false,
  })
