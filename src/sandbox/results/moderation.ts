import { pick } from '#sandbox/random.ts'
import type { Task } from './task.ts'

const LICENCE_TYPES = ['Royalty Free', 'Rights Managed', 'Editorial'] as const

export const sfw: Task = ({ flagged }) => ({ data: { sfw: !flagged } })

export const copyright: Task = ({ flagged, random }) => ({
  copyright: flagged,
  licenses: flagged
    ? [
        {
          imageDetails: {
            collection: 'Example',
            licensingInfo: [
              {
                name: 'Example Pictures',
                purchaseUrl: 'https://pictures.example.com/detail/1330754182',
                types: [pick(random, LICENCE_TYPES)],
              },
            ],
            photographerName: 'A. Photographer',
            servingUrl: 'https://pictures.example.com/preview/1330754182.jpg',
            title: 'An example',
          },
        },
      ]
    : [],
})
