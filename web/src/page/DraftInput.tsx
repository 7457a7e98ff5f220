import { TextInput, type TextInputProps } from '@mantine/core';
import { useState } from 'react';

interface DraftInputProps<T> extends Omit<TextInputProps, 'value' | 'onChange'> {
  readonly value: T;
  readonly read: (text: string) => T;
  readonly write: (value: T) => string;
  readonly onChange: (value: T) => void;
}

/** A text field for a value that is not a text. It keeps what was typed as long as that means the value. */
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

/** An empty field is null, and the server then asks for a number. */
export const readNumber = (text: string): number | null => (text.trim() === '' ? null : Number(text));
export const writeNumber = (value: number | null): string => (value === null ? '' : String(value));
