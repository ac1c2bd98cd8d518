// The CDK app, without a stack as yet: nothing is deployed.
export {};
