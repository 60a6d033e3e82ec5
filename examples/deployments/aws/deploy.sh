#!/bin/sh
# deploy.sh STACK IMAGE [PARAMETER=VALUE ...]: makes the stack, or brings it to another image: the schema first, then the
# services. PARAMETER=VALUE as in widgets.yaml; those given before are remembered. Needs the AWS CLI, version 2.
set -eu
stack=$1 image=$2
shift 2
template=$(dirname "$0")/widgets.yaml

deploy() {
  aws cloudformation deploy --stack-name "$stack" --template-file "$template" --capabilities CAPABILITY_IAM \
    --no-fail-on-empty-changeset --parameter-overrides "$@"
}
output() {
  aws cloudformation describe-stacks --stack-name "$stack" --output text \
    --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue"
}

# A new stack has no schema yet, so its services come later.
if aws cloudformation describe-stacks --stack-name "$stack" >/dev/null 2>&1; then
  deploy "MigrationImage=$image" "$@"
else
  echo 'making the stack, without tasks until the schema is there'
  deploy "Image=$image" "MigrationImage=$image" "$@" MinTasks=0
  set -- MinTasks=2 "$@"
fi

echo 'updating the schema'
cluster=$(output Cluster)
network=$(aws ecs describe-services --cluster "$cluster" --services "$(output Service)" --output text \
  --query "join(',', services[0].networkConfiguration.awsvpcConfiguration.subnets)")
task=$(aws ecs run-task --cluster "$cluster" --launch-type FARGATE --task-definition "$(output MigrationTask)" \
  --network-configuration "awsvpcConfiguration={subnets=[$network],securityGroups=[$(output MigrationSecurityGroup)]}" \
  --output text --query 'tasks[0].taskArn')
aws ecs wait tasks-stopped --cluster "$cluster" --tasks "$task"
code=$(aws ecs describe-tasks --cluster "$cluster" --tasks "$task" --output text \
  --query 'tasks[0].containers[0].exitCode')
if [ "$code" != 0 ]; then
  echo "The migration ended with exit code $code; nothing else was changed. Its log is in $(output LogGroup)." >&2
  exit 1
fi

echo 'replacing the services'
deploy "Image=$image" "$@"
output Url
