export * from './attribute-change';
export * from './cost';
export * from './findings';
export * from './options';
export * from './picture';
export * from './plans';
export * from './review';
export * from './security';
