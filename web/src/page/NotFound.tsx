import { Link } from '@tanstack/react-router';
import { BarePage } from './BarePage.tsx';

export function NotFound() {
  return (
    <BarePage title="There is no such page" note="The address may be mistyped, or the page has moved">
      <Link to="/">Go to the course overview</Link>
    </BarePage>
  );
}
