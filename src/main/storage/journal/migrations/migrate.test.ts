import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createScratchFolder } from '#main/storage/testing/journals.ts'
import { up } from './0001-journal.ts'
import { LATEST_VERSION, migrate, readVersion, type Migration } from './migrate.ts'

function databaseIn(folder: string): DatabaseSync {
  const db = new DatabaseSync(join(folder, 'journal.db'))
  onTestFinished(() => db.close())
  return db
}

const insert = `INSERT INTO runs (id, connection_id, workflow_id, created_at, state) VALUES ('r', 'c', 'w', 1, 'done')`

// Would catch: a step that is run twice, not run, or leaves the version behind.
test('a new file comes to the newest version, and stays there', () => {
  const folder = createScratchFolder(onTestFinished)
  const db = databaseIn(folder)
  migrate(db, folder)
  expect(readVersion(db)).toBe(LATEST_VERSION)
  db.exec(insert)
  migrate(db, folder)
  expect(db.prepare('SELECT id FROM runs').all()).toHaveLength(1)
  expect(existsSync(join(folder, 'journal-v0.db'))).toBe(false)
})

// Would catch: a migration without a way back.
test('an existing file is copied aside before a step', () => {
  const folder = createScratchFolder(onTestFinished)
  const db = databaseIn(folder)
  migrate(db, folder, [up])
  db.exec(insert)
  const next: Migration = (db) => db.exec('DELETE FROM runs')
  migrate(db, folder, [up, next])
  expect(readVersion(db)).toBe(2)
  expect(db.prepare('SELECT id FROM runs').all()).toEqual([])
  const copy = new DatabaseSync(join(folder, 'journal-v1.db'), { readOnly: true })
  onTestFinished(() => copy.close())
  expect(readVersion(copy)).toBe(1)
  expect(copy.prepare('SELECT id FROM runs').all()).toHaveLength(1)
})

// Would catch: half a step that stays, so that the next start fails over it.
test('a step that fails changes nothing and can be tried again', () => {
  const folder = createScratchFolder(onTestFinished)
  const db = databaseIn(folder)
  migrate(db, folder, [up])
  const broken: Migration = (db) => {
    db.exec('CREATE TABLE half (a)')
    throw new Error('no further')
  }
  expect(() => migrate(db, folder, [up, broken])).toThrow('no further')
  expect(readVersion(db)).toBe(1)
  migrate(db, folder, [up, (db) => db.exec('CREATE TABLE half (a)')])
  expect(readVersion(db)).toBe(2)
})
