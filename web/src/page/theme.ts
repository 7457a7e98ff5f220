import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { DARK, LIGHT, type Palette } from '../chart/palette.ts';

/** A quiet blue for everything that can be clicked; warm colours are kept for the risk. */
const lake: MantineColorsTuple = [
  '#edf5f9',
  '#dbe9f1',
  '#b4d2e2',
  '#8bbad3',
  '#69a5c6',
  '#5398be',
  '#4791ba',
  '#2b6a93',
  '#205a80',
  '#124a6d',
];

const night: MantineColorsTuple = [
  DARK.text,
  '#c4cad1',
  DARK.dimmed,
  '#6f7883',
  '#3b424c',
  DARK.border,
  DARK.surface,
  DARK.page,
  '#0e1013',
  '#090b0d',
];

/** Installed fonts only: nothing is fetched from another host. */
const fontFamily =
  'Inter, -apple-system, BlinkMacSystemFont, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", ' +
  '"Liberation Sans", Arial, sans-serif';

export const theme = createTheme({
  primaryColor: 'lake',
  primaryShade: { light: 7, dark: 5 },
  autoContrast: true,
  colors: { lake, dark: night },
  black: LIGHT.text,
  fontFamily,
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.5', lg: '1.5', xl: '1.4' },
  headings: {
    fontFamily,
    fontWeight: '650',
    sizes: {
      h1: { fontSize: '1.5rem', lineHeight: '1.25' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '32px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
});

const variables = (palette: Palette): Record<string, string> => ({
  '--mantine-color-body': palette.page,
  '--mantine-color-text': palette.text,
  '--mantine-color-dimmed': palette.dimmed,
  '--mantine-color-placeholder': palette.dimmed,
  '--mantine-color-default': palette.surface,
  '--mantine-color-default-hover': palette.raised,
  '--mantine-color-default-border': palette.border,
  '--page': palette.page,
  '--surface': palette.surface,
  '--raised': palette.raised,
  '--border': palette.border,
  '--control': palette.control,
  '--grid': palette.grid,
  '--text': palette.text,
  '--dimmed': palette.dimmed,
  '--accent': palette.accent,
  '--accent-soft': palette.accentSoft,
  '--heat': palette.heat.join(', '),
  ...Object.fromEntries(
    Object.entries(palette.bands).flatMap(([band, colours]) => [
      [`--${band}`, colours.solid],
      [`--${band}-text`, colours.text],
      [`--${band}-tint`, colours.tint],
    ]),
  ),
});

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: variables(LIGHT),
  dark: variables(DARK),
});
