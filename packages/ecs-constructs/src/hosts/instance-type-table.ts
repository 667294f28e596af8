/**
 * EC2 instance types, as `DescribeInstanceTypes` reports them (data of moto 5.2.1, all types but macOS).
 * Written by `tools/generate-instance-types.mjs`.
 *
 * One family a line: its name, its usual MiB of memory per vCPU, its sizes from the smallest to the biggest. A size is
 * `name`, `name=vCPUs` where the name does not tell (`xlarge` is 4, `2xlarge` 8), `name=vCPUs/MiB` where the memory
 * differs from the family's. `+n` behind it are whole NVIDIA GPUs, the ones that ECS knows.
 *
 * @see https://aws.amazon.com/ec2/instance-types/
 */
export const INSTANCE_TYPES = `
a1 2048 medium=1 large xlarge 2xlarge 4xlarge metal=16
c1 870 medium=2 xlarge=8/7168
c3 1920 large xlarge 2xlarge 4xlarge 8xlarge
c4 1920 large xlarge 2xlarge 4xlarge 8xlarge=36/61440
c5 2048 large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge metal=96
c5a 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
c5ad 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
c5d 2048 large xlarge 2xlarge 4xlarge 9xlarge 12xlarge 18xlarge 24xlarge metal=96
c5n 2688 large xlarge 2xlarge 4xlarge 9xlarge=36/98304 18xlarge=72/196608 metal=72/196608
c6a 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal=192
c6g 2048 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
c6gd 2048 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
c6gn 2048 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
c6i 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
c6id 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
c6in 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
c7a 2048 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=192
c7g 2048 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
c7gd 2048 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
c7gn 2048 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
c7i 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
c7i-flex 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
c8a 2048 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
c8g 2048 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
c8gb 2048 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
c8gd 2048 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
c8gn 2048 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
c8i 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=192 96xlarge metal-96xl=384
c8i-flex 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
c8ib 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=192 96xlarge metal-96xl=384
c8id 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=192 96xlarge metal-96xl=384
c8in 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=192 96xlarge metal-96xl=384
c8ine 2048 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge
d2 7808 xlarge 2xlarge 4xlarge 8xlarge=36/249856
d3 8192 xlarge 2xlarge 4xlarge 8xlarge
d3en 4096 xlarge 2xlarge 4xlarge 6xlarge 8xlarge 12xlarge
dl1 8192 24xlarge
dl2q 8192 24xlarge
f2 0 6xlarge=24/262144 12xlarge=48/524288 48xlarge=192/2097152
g4ad 4096 xlarge 2xlarge 4xlarge 8xlarge 16xlarge
g4dn 4096 xlarge+1 2xlarge+1 4xlarge+1 8xlarge+1 12xlarge+4 16xlarge+1 metal=96+8
g5 4096 xlarge+1 2xlarge+1 4xlarge+1 8xlarge+1 12xlarge+4 16xlarge+1 24xlarge+4 48xlarge+8
g5g 2048 xlarge+1 2xlarge+1 4xlarge+1 8xlarge+1 16xlarge+2 metal=64+2
g6 4096 xlarge+1 2xlarge+1 4xlarge+1 8xlarge+1 12xlarge+4 16xlarge+1 24xlarge+4 48xlarge+8
g6e 8192 xlarge+1 2xlarge+1 4xlarge+1 8xlarge+1 12xlarge+4 16xlarge+1 24xlarge+4 48xlarge+8
g6f 4096 large xlarge 2xlarge 4xlarge
g7e 8192 2xlarge+1 4xlarge+1 8xlarge+1 12xlarge=48/524288+2 24xlarge=96/1048576+4 48xlarge=192/2097152+8
gr6 8192 4xlarge+1 8xlarge+1
gr6f 8192 4xlarge
h1 4096 2xlarge 4xlarge 8xlarge 16xlarge
hpc6a 4096 48xlarge=96
hpc6id 16384 32xlarge=64
hpc7a 4096 12xlarge=24/786432 24xlarge=48/786432 48xlarge=96/786432 96xlarge=192
hpc7g 2048 4xlarge=16/131072 8xlarge=32/131072 16xlarge
hpc8a 4096 96xlarge=192
i2 7808 xlarge 2xlarge 4xlarge 8xlarge
i3 7808 large xlarge 2xlarge 4xlarge 8xlarge 16xlarge
i3en 8192 large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 24xlarge metal=96
i4g 8192 large xlarge 2xlarge 4xlarge 8xlarge 16xlarge
i4i 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
i7i 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
i7ie 8192 large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 18xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
i8g 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
i8ge 8192 large xlarge 2xlarge 3xlarge 6xlarge 12xlarge 18xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
im4gn 4096 large xlarge 2xlarge 4xlarge 8xlarge 16xlarge
inf1 2048 xlarge 2xlarge 6xlarge 24xlarge
inf2 4096 xlarge 8xlarge 24xlarge 48xlarge
is4gen 6144 medium=1 large xlarge 2xlarge 4xlarge 8xlarge
m1 3840 small=1/1740 medium=1/3788 large xlarge
m2 8755 xlarge=2 2xlarge=4 4xlarge=8/70041
m3 3840 medium=1 large xlarge 2xlarge
m4 4096 large xlarge 2xlarge 4xlarge 10xlarge 16xlarge
m5 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
m5a 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
m5ad 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
m5d 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
m5dn 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
m5n 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
m5zn 4096 large xlarge 2xlarge 3xlarge 6xlarge 12xlarge metal=48
m6a 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal=192
m6g 4096 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
m6gd 4096 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
m6i 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
m6id 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
m6idn 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
m6in 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
m7a 4096 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=192
m7g 4096 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
m7gd 4096 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
m7i 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
m7i-flex 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
m8a 4096 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
m8azn 4096 medium=1 large xlarge 3xlarge 6xlarge 12xlarge metal-12xl=48 24xlarge metal-24xl=96
m8g 4096 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
m8gb 4096 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
m8gd 4096 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
m8gn 4096 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
m8i 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=192 96xlarge metal-96xl=384
m8i-flex 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
m8ib 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge 96xlarge
m8id 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=192 96xlarge metal-96xl=384
m8in 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge 96xlarge
m8ine 4096 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge
p3dn 8192 24xlarge+8
p4d 12288 24xlarge+8
p4de 12288 24xlarge+8
p5 16384 4xlarge+1 48xlarge=192/2097152+8
p5e 0 48xlarge=192/2097152+8
p5en 0 48xlarge=192/2097152+8
p6-b200 0 48xlarge=192/2097152+8
p6-b300 0 48xlarge=192/4194304+8
r3 7808 large=2/15360 xlarge 2xlarge 4xlarge 8xlarge
r4 7808 large xlarge 2xlarge 4xlarge 8xlarge 16xlarge
r5 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
r5a 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
r5ad 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge
r5b 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
r5d 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
r5dn 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
r5n 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal=96
r6a 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal=192
r6g 8192 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
r6gd 8192 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
r6i 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
r6id 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
r6idn 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
r6in 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge metal=128
r7a 8192 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=192
r7g 8192 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
r7gd 8192 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
r7i 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
r7iz 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal-16xl=64 32xlarge metal-32xl=128
r8a 8192 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
r8g 8192 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
r8gb 8192 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
r8gd 8192 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
r8gn 8192 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
r8i 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=192 96xlarge metal-96xl=384
r8i-flex 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge
r8ib 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge 96xlarge
r8id 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=192 96xlarge metal-96xl=384
r8in 8192 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge 96xlarge
t1 627 micro=1
t2 4096 nano=1/512 micro=1/1024 small=1/2048 medium=2/4096 large xlarge 2xlarge
t3 4096 nano=2/512 micro=2/1024 small=2/2048 medium=2/4096 large xlarge 2xlarge
t3a 4096 nano=2/512 micro=2/1024 small=2/2048 medium=2/4096 large xlarge 2xlarge
t4g 4096 nano=2/512 micro=2/1024 small=2/2048 medium=2/4096 large xlarge 2xlarge
trn1 4096 2xlarge 32xlarge
trn1n 4096 32xlarge
trn2 0 3xlarge=12/131072 48xlarge=192/2097152
u-3tb1 0 56xlarge=224/3145728
u-6tb1 0 56xlarge=224/6291456 112xlarge=448/6291456
u7i-12tb 0 224xlarge=896/12582912
u7i-6tb 0 112xlarge=448/6291456
u7i-8tb 0 112xlarge=448/8388608
u7in-16tb 0 224xlarge=896/16777216
u7in-24tb 0 224xlarge=896/25165824
u7in-32tb 0 224xlarge=896/33554432
vt1 2048 3xlarge 6xlarge 24xlarge
x1 15616 16xlarge 32xlarge
x1e 31232 xlarge 2xlarge 4xlarge 8xlarge 16xlarge 32xlarge
x2gd 16384 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge metal=64
x2idn 16384 16xlarge 24xlarge 32xlarge metal=128
x2iedn 32768 xlarge 2xlarge 4xlarge 8xlarge 16xlarge 24xlarge 32xlarge metal=128
x2iezn 32768 2xlarge 4xlarge 6xlarge 8xlarge 12xlarge metal=48
x8aedz 32768 large xlarge 3xlarge 6xlarge 12xlarge metal-12xl=48 24xlarge metal-24xl=96
x8g 16384 medium=1 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge metal-24xl=96 48xlarge metal-48xl=192
x8i 16384 large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge 24xlarge 32xlarge 48xlarge metal-48xl=192 64xlarge 96xlarge metal-96xl=384
z1d 8192 large xlarge 2xlarge 3xlarge 6xlarge 12xlarge metal=48
`;
