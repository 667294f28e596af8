/** Version of the shape of a review. A minor version adds, a major version changes or removes. */
export const REVIEW_SCHEMA_VERSION = '1.0';
