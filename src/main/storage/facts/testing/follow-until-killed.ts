// Reads the results of a journal into facts and the values of paths, until it is done or killed.
import { JournalFollower } from '#main/storage/facts/journal-follower.ts'

const [, , folder = '', ...paths] = process.argv
const follower = new JournalFollower(folder)
follower.want(paths)
process.stdout.write('following\n')
while (follower.followSome());
process.stdout.write('done\n')
follower.close()
