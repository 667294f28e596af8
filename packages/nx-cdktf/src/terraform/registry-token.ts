import { exitCodes, Failure } from '../failure';

/** What of `terraform show -json` says until when a plan can push. */
interface PlanJson {
  readonly prior_state?: { readonly values?: { readonly root_module?: StateModule } };
  readonly resource_changes?: readonly {
    readonly type?: string;
    readonly change?: { readonly actions?: readonly string[] };
  }[];
}

interface StateModule {
  readonly resources?: readonly {
    readonly type?: string;
    readonly values?: { readonly expires_at?: unknown };
  }[];
  readonly child_modules?: readonly StateModule[];
}

/**
 * When the first ECR token of a plan expires; undefined where the plan holds none, or builds and pushes nothing.
 *
 * Terraform reads `aws_ecr_authorization_token` while it plans, and a saved plan keeps what was read: applied after
 * twelve hours, the push is denied although everything else is right.
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html
 */
export function registryTokenExpiry(planJson: unknown): Date | undefined {
  const { prior_state, resource_changes = [] } = (planJson ?? {}) as PlanJson;
  const pushes = resource_changes.some(
    ({ type = '', change }) =>
      type.startsWith('docker_') && (change?.actions ?? []).some((action) => action !== 'no-op'),
  );
  const root = prior_state?.values?.root_module;
  if (!pushes || root === undefined) {
    return undefined;
  }
  const times = tokensIn(root).filter((time) => !Number.isNaN(time));
  return times.length === 0 ? undefined : new Date(Math.min(...times));
}

/** Throws with exit code 5 when the token of a plan is no good any more. */
export function refuseExpiredToken(expires: Date | undefined, now: Date = new Date()): void {
  if (expires === undefined || now < expires) {
    return;
  }
  throw new Failure(
    `plan: it builds an image, and pushes it with an ECR token that expired at ${expires.toISOString()}; such a token ` +
      'lives 12 hours, and the plan keeps the one it was made with. Nothing was changed. Fix: plan again, and deploy that.',
    exitCodes.stalePlan,
  );
}

function tokensIn({ resources = [], child_modules = [] }: StateModule): readonly number[] {
  return [
    ...resources
      .filter(({ type }) => type === 'aws_ecr_authorization_token')
      .map(({ values }) => Date.parse(String(values?.expires_at))),
    ...child_modules.flatMap(tokensIn),
  ];
}
