import { useState } from 'react';
import { ScreenTitle } from '../page/ScreenTitle.tsx';
import { Answer } from './Answer.tsx';
import classes from './Playground.module.css';
import { RequestPanel } from './RequestPanel.tsx';
import { EXAMPLE, readRequest, writeRequest } from './request.ts';

/** Try out a learner: which nudges they would get, which rules fired, and which did not. Nothing is recorded. */
export function PlaygroundPage() {
  const [text, setText] = useState(() => writeRequest('flat', EXAMPLE));
  const request = readRequest(text);
  return (
    <>
      <ScreenTitle
        title="Playground"
        note="Try out a learner: see which nudges they would get, and why. Nothing is recorded or sent"
      />
      <div className={classes.columns}>
        <RequestPanel text={text} request={request} onChange={setText} />
        <Answer text={text} isJson={'parts' in request} />
      </div>
    </>
  );
}
