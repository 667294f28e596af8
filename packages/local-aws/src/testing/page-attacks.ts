/// <reference lib="dom" />

/** What a page that wants in knows: more than it can, so that each wall is tried without the others. */
export interface AttackTarget {
  /** `http://127.0.0.1:5566`, or the same under another name. */
  readonly endpoint: string;
  /** A key id. */
  readonly key: string;
}

/** One thing a web page can do to a port of the machine it is shown on. Runs in the page; settles when it is done. */
export interface PageAttack {
  readonly name: string;
  readonly run: (target: AttackTarget) => Promise<unknown>;
}

/** Everything a page can send without asking anybody, and what it must ask for first. */
export const PAGE_ATTACKS: readonly PageAttack[] = [
  {
    name: 'fetch with a preflight registers a task definition',
    run: ({ endpoint, key }) =>
      fetch(`${endpoint}/`, {
        method: 'POST',
        headers: {
          authorization: `AWS4-HMAC-SHA256 Credential=${key}/20260101/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0`,
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition',
        },
        body: JSON.stringify({
          family: 'evil',
          containerDefinitions: [{ name: 'e', image: 'i', memory: 9 }],
        }),
      }).then((answer) => answer.text()),
  },
  {
    name: 'fetch without a preflight runs a task',
    run: ({ endpoint, key }) =>
      fetch(
        `${endpoint}/?X-Amz-Credential=${key}/20260101/us-east-1/ecs/aws4_request&Action=RunTask`,
        {
          method: 'POST',
          mode: 'no-cors',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: '{"taskDefinition":"evil","Action=RunTask":1}',
        },
      ),
  },
  {
    name: 'a beacon creates a VPC',
    run: ({ endpoint, key }) => {
      const url = `${endpoint}/?X-Amz-Credential=${key}/20260101/us-east-1/ec2/aws4_request`;
      const form = new URLSearchParams('Action=CreateVpc&CidrBlock=10.66.0.0/16');
      return Promise.resolve(navigator.sendBeacon(url, form));
    },
  },
  {
    name: 'a form posts Action=RunTask to ECS',
    run: ({ endpoint, key }) => {
      const frame = document.createElement('iframe');
      frame.name = 'form-target';
      const form = document.createElement('form');
      form.method = 'post';
      form.target = frame.name;
      form.action = `${endpoint}/?X-Amz-Credential=${key}/20260101/us-east-1/ecs/aws4_request`;
      form.innerHTML =
        '<input name="Action" value="RunTask"><input name="taskDefinition" value="evil">';
      document.body.append(frame, form);
      const loaded = new Promise((resolve) =>
        frame.addEventListener('load', resolve, { once: true }),
      );
      form.submit();
      return loaded.then(() => undefined);
    },
  },
  {
    name: 'a form of text posts JSON',
    run: ({ endpoint, key }) => {
      const frame = document.createElement('iframe');
      frame.name = 'text-target';
      const form = document.createElement('form');
      form.method = 'post';
      form.enctype = 'text/plain';
      form.target = frame.name;
      form.action = `${endpoint}/?X-Amz-Credential=${key}/20260101/us-east-1/ecs/aws4_request`;
      form.innerHTML = `<input name='{"taskDefinition":"evil","x":"' value='"}'>`;
      document.body.append(frame, form);
      const loaded = new Promise((resolve) =>
        frame.addEventListener('load', resolve, { once: true }),
      );
      form.submit();
      return loaded.then(() => undefined);
    },
  },
  {
    name: 'a form resets moto',
    run: ({ endpoint }) => {
      const frame = document.createElement('iframe');
      frame.name = 'reset-target';
      const form = document.createElement('form');
      form.method = 'post';
      form.target = frame.name;
      form.action = `${endpoint}/moto-api/reset`;
      document.body.append(frame, form);
      const loaded = new Promise((resolve) =>
        frame.addEventListener('load', resolve, { once: true }),
      );
      form.submit();
      return loaded.then(() => undefined);
    },
  },
  {
    name: 'an image tag reads an object by a presigned URL with signature 0',
    run: ({ endpoint, key }) =>
      new Promise((resolve) => {
        const image = document.createElement('img');
        image.onload = image.onerror = () => resolve(undefined);
        image.src = `${endpoint}/state/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${key}/20260101/us-east-1/s3/aws4_request&X-Amz-Signature=0`;
        document.body.append(image);
      }),
  },
  {
    name: 'a script tag reads the same object',
    run: ({ endpoint, key }) =>
      new Promise((resolve) => {
        const script = document.createElement('script');
        script.onload = script.onerror = () => resolve(undefined);
        script.src = `${endpoint}/state/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${key}/20260101/us-east-1/s3/aws4_request&X-Amz-Signature=0`;
        document.body.append(script);
      }),
  },
  {
    name: 'a frame shows the state',
    run: ({ endpoint, key }) => {
      const frame = document.createElement('iframe');
      const loaded = new Promise((resolve) =>
        frame.addEventListener('load', resolve, { once: true }),
      );
      frame.src = `${endpoint}/state/key?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${key}/20260101/us-east-1/s3/aws4_request&X-Amz-Signature=0`;
      document.body.append(frame);
      return loaded.then(() => undefined);
    },
  },
  {
    name: 'a WebSocket',
    run: ({ endpoint }) =>
      new Promise((resolve) => {
        const socket = new WebSocket(endpoint.replace('http', 'ws'));
        socket.onopen = () => resolve('open');
        socket.onclose = socket.onerror = () => resolve(undefined);
      }),
  },
  {
    name: 'an event source',
    run: ({ endpoint }) =>
      new Promise((resolve) => {
        const source = new EventSource(`${endpoint}/moto-api/data.json`);
        source.onopen = () => resolve('open');
        source.onerror = () => {
          source.close();
          resolve(undefined);
        };
      }),
  },
  {
    name: 'the control route says what runs',
    run: ({ endpoint }) => fetch(`${endpoint}/_local-aws/status`).then((answer) => answer.text()),
  },
  {
    name: 'the control route stops it',
    run: ({ endpoint }) =>
      fetch(`${endpoint}/_local-aws/stop`, { method: 'POST', mode: 'no-cors' }),
  },
];
