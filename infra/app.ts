// The CDK app. Nothing is deployed yet: the functions and their stack are described in the interface, not built.
export {};
