/** Starts the console. */
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Look } from './app/Look.tsx'
import { router } from './app/router.tsx'
import { queryClient } from './ask/queries.ts'
import { Speaking } from './words/words.tsx'
import './app/console.css'

const place = document.getElementById('root')
if (!place) throw new Error('could not find the place for the console in its page')
createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <Speaking>
        <Look>
          <RouterProvider router={router} />
        </Look>
      </Speaking>
    </QueryClientProvider>
  </StrictMode>,
)
