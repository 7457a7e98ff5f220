import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

interface DraftInputProps<T> extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly value: T;
  readonly read: (text: string) => T;
  readonly write: (value: T) => string;
  readonly onChange: (value: T) => void;
}

/** A text field for a value that is no text: what is typed stays as it is typed, as long as it means the value. */
export function DraftInput<T>({ value, read, write, onChange, ...input }: DraftInputProps<T>) {
  const [draft, setDraft] = useState(() => write(value));
  const isMeant = JSON.stringify(read(draft)) === JSON.stringify(value);
  return (
    <TextInput
      size="sm"
      {...input}
      value={isMeant ? draft : write(value)}
      onChange={({ currentTarget }) => {
        setDraft(currentTarget.value);
        onChange(read(currentTarget.value));
      }}
    />
  );
}

/** Nothing typed is no number, which the server then asks for. */
export const readNumber = (text: string): number | null => (text.trim() === '' ? null : Number(text));
export const writeNumber = (value: number | null): string => (value === null ? '' : String(value));
