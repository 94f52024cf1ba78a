// Reads the results of a journal into facts, until it is done or killed.
import { Follower } from '#main/storage/facts/follower.ts'

const [, , folder = ''] = process.argv
const follower = new Follower(folder)
process.stdout.write('following\n')
while (follower.followSome());
process.stdout.write('done\n')
follower.close()
