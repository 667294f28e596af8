import { failOns } from '../gates/exit-code';
import { approvalLevels } from '../gates/needs-approval';
import { formats } from '../render/formats';

/** What `--help` prints. */
export const help = `Usage: plan-review [PLAN...] [options]
       terraform show -json tfplan | plan-review [options]

Says what a Terraform or OpenTofu plan will do. Secrets are masked.
PLAN is the JSON of a saved plan, a saved plan itself (shown by terraform or tofu), or a directory that is searched for
both. Several plans become one report, the worst first.

Options:
  --format FORMAT           ${Object.keys(formats).join(', ')}; terminal when not given
  --out FILE                write there instead of standard output
  --title TEXT              what the report is about
  --stage NAME, --commit ID, --run-url URL
                            stand in the header of the report, beside stack, account and region as far as they are known
  --config FILE             settings; plan-review.json or the key "plan-review" of package.json when not given
  --require-approval LEVEL  ${approvalLevels.join(', ')}; never when not given
  --fail-on GATE            ${failOns.join(', ')}: exit code 4 where a serious finding is not accepted; none when not given
  --findings WHICH          touched, all: also those of resources that the plan does not touch; touched when not given
  --stack FILE              cdk.tf.json of the stack: construct paths, source lines, acknowledgements
  --scan FILE               findings of another tool: JSON of Checkov or Trivy, or SARIF 2.1.0; may be repeated
  --baseline FILE           findings that were there before; they are shown as such and fail nothing
  --write-baseline FILE     write all findings that are open now as a baseline
  --write-checkov-baseline FILE
                            write what is accepted for checkov --baseline
  --write-trivy-policy FILE write what is accepted for trivy --ignore-policy
  --help                    this text
  --version                 the version

Exit codes: 0 no changes, 2 changes, 1 error; and only where asked for, 3 approval needed, 4 a policy finding fails.
Of several plans it is the worst: 1, 4, 3, 2, 0.
Colours: where the output is a terminal; NO_COLOR turns them off, FORCE_COLOR on.
`;
