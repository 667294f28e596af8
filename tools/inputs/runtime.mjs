// What every result of a task depends on beside its files. Nx hashes the output, so that a result of another Node,
// platform or kind of user is never replayed here.
const { version, platform, arch } = process;
// Some tests need a user who may not do everything.
const user = process.getuid?.() === 0 ? 'root' : 'not root';
console.log(JSON.stringify({ node: version, platform, arch, user }));
