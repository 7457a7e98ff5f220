import { readConfig } from '../../config.ts';
import { openStores } from '../../runtime.ts';

export async function migrateCommand(options: { json?: boolean }): Promise<void> {
  const stores = await openStores(readConfig(process.env), 'migrate');
  try {
    const applied = [...stores.migrated.state, ...stores.migrated.eventLog];
    process.stdout.write(
      options.json
        ? `${JSON.stringify({ applied })}\n`
        : applied.length === 0
          ? 'Both stores are up to date.\n'
          : `Applied ${applied.join(', ')}.\n`,
    );
  } finally {
    await stores.close();
  }
}
