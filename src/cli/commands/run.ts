import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { Command } from '#cli/command.ts'
import { EXIT, type ExitCode } from '#cli/exit-codes.ts'
import { readInputs } from '#cli/inputs/inputs.ts'
import { collectJobs } from '#cli/inputs/collect-jobs.ts'
import { UnreadableList } from '#cli/inputs/list-rows.ts'
import { workflowId } from '#cli/workspace/saved-names.ts'
import { createSecretCheck, readSecrets } from '#cli/workspace/environment.ts'
import type { Workspace } from '#cli/workspace/workspace.ts'
import { checkRun } from '#main/planning/check-run.ts'
import { toRecognitionContext } from '#main/planning/build-jobs.ts'
import { findMisplacedSecret } from '#main/planning/misplaced-secret.ts'
import { ok } from '#shared/model/result.ts'
import type { Run } from '#shared/model/run.ts'
import type { AppError } from '#shared/errors/app-error.ts'
import { checkWorkflowId } from '#shared/model/workflow-id.ts'
import { cliWords as words } from '#shared/text/cli.ts'
import { followRuns, type RunContext } from './follow-runs.ts'

type RunCommand = Extract<Command, { name: 'run' }>

/** Runs a workflow over the sources that were named. */
export async function run(command: RunCommand, context: RunContext): Promise<ExitCode> {
  const { output, names, common } = context
  const workflow = workflowId(command.workflow, common.sandbox, names)
  if (!workflow.ok) {
    output.say(words.usage(workflow.error))
    return EXIT.usage
  }
  const misplaced = findMisplacedSecret([command.workflow, workflow.data], createSecretCheck(context.env))
  if (misplaced !== null) {
    output.error(misplaced)
    return EXIT.usage
  }
  const { blocked, warning } = checkWorkflowId(workflow.data)
  if (blocked !== null) {
    output.error(blocked)
    return EXIT.usage
  }
  if (warning !== null) output.error(warning)
  let leftOut = 0
  const code = await followRuns(context, command, async (workspace) => {
    const begun = await begin(command, workflow.data, workspace, context)
    if (typeof begun === 'number') return begun
    leftOut = begun.leftOut
    return begun.runs
  })
  // What could not be taken is not finished either.
  return code === EXIT.ok && leftOut > 0 ? EXIT.failed : code
}

async function begin(
  { sources, from, column, sheet, localFiles, alias }: RunCommand,
  workflow: string,
  workspace: Workspace,
  context: RunContext,
): Promise<ExitCode | { readonly runs: readonly Run[]; readonly leftOut: number }> {
  const { output, redactor, env, interruption, stdin } = context
  const { credentials, connectionId, engine, sealing } = workspace
  const recognition = toRecognitionContext([credentials])
  const secrets = [...readSecrets(env), ...listSecrets(credentials.security)]
  const isSecret = (word: string): boolean => secrets.includes(word.trim())
  const inputs = readInputs({
    sources,
    list: from === null ? null : { from, column, sheet },
    context: recognition,
    isSecret,
    localFiles,
    alias,
    stdin,
    onChosen: (column, sheet) => output.say(redactor.redact(words.inputs.chosen(column, sheet))),
    listThreads: context.threads.lists,
  })
  const refuse = (error: AppError, code: ExitCode): ExitCode => {
    output.error(error)
    return code
  }
  try {
    const rules = {
      ...recognition,
      isSecret,
      holdsSecret: (text: string) => secrets.some((secret) => text.includes(secret)),
      sealing,
      redact: redactor.redact,
    }
    const collected = await collectJobs(inputs, { rules, output, isStopped: interruption.isStopped })
    const { jobs, duplicateRows, uploads, leftOut } = collected
    if (interruption.isStopped()) return EXIT.interrupted
    if (jobs.length === 0) {
      output.say(words.inputs.noneLeft)
      return EXIT.usage
    }
    const outline = { workflowId: workflow, jobs: jobs.length, uploads }
    const { blocked } = checkRun(ok(credentials), outline, context.now())
    if (blocked !== null) return refuse(blocked, EXIT.failed)
    await engine.start('leave', connectionId)
    const created = await engine.createRun(
      {
        connectionId,
        workflowId: workflow,
        jobs,
        duplicateRows,
        name: from === null || from === '-' ? null : redactor.redact(basename(from)),
      },
      randomUUID(),
    )
    return created.ok ? { runs: [created.data], leftOut } : refuse(created.error, EXIT.failed)
  } catch (cause) {
    if (cause instanceof UnreadableList) return refuse(cause.error, EXIT.usage)
    throw cause
  }
}

function listSecrets(security: Workspace['credentials']['security']): readonly string[] {
  if (security.kind === 'none') return []
  return security.kind === 'secret' ? [security.appSecret] : [security.policy, security.signature]
}
