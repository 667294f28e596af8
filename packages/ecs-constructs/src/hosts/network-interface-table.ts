/**
 * How many network interfaces EC2 attaches to an instance, as `DescribeInstanceTypes` reports it (data of moto 5.2.1).
 * Written by `tools/generate-instance-types.mjs`.
 *
 * The first line has the usual number of each size, the others the families whose sizes have another one.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/AvailableIpPerENI.html
 */
export const NETWORK_INTERFACES = `
usual medium=2 large=3 xlarge=4 2xlarge=4 4xlarge=8 metal=15 8xlarge=8 9xlarge=8 12xlarge=8 18xlarge=15 24xlarge=15 16xlarge=15 32xlarge=15 48xlarge=24 metal-48xl=24 metal-24xl=15 96xlarge=24 metal-96xl=24 6xlarge=8 3xlarge=8 small=3 10xlarge=8 metal-12xl=16 metal-16xl=15 metal-32xl=15 micro=2 nano=2 56xlarge=8 112xlarge=15 224xlarge=16 64xlarge=24
a1 metal=8
c6a 48xlarge=15
c6in 32xlarge=16 metal=16
c7a 48xlarge=15 metal-48xl=15
c7i 48xlarge=15 metal-48xl=15
c8a 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=16 metal-24xl=16
c8g 48xlarge=15 metal-48xl=15
c8gb 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=24 metal-24xl=24
c8gd 48xlarge=15 metal-48xl=15
c8gn 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=24 metal-24xl=24
c8i 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=24
c8i-flex 8xlarge=10 12xlarge=12 16xlarge=16
c8ib large=4 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=16
c8id 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=24
c8in large=4 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=16
c8ine large=4 12xlarge=12
d3 4xlarge=4 8xlarge=3
d3en 4xlarge=4 6xlarge=4 8xlarge=4 12xlarge=3
dl1 24xlarge=60
f2 48xlarge=15
g4ad xlarge=2 2xlarge=2 4xlarge=3 8xlarge=4 16xlarge=8
g4dn xlarge=3 2xlarge=3 4xlarge=3 8xlarge=4 16xlarge=4
g5 12xlarge=15 16xlarge=8 48xlarge=7
g6 48xlarge=15
g6e 12xlarge=10 24xlarge=20 48xlarge=40
g6f large=2
g7e 12xlarge=10 24xlarge=20 48xlarge=40
h1 16xlarge=8
hpc6a 48xlarge=2
hpc6id 32xlarge=2
hpc7a 12xlarge=4 24xlarge=4 48xlarge=4 96xlarge=4
hpc7g 4xlarge=4 8xlarge=4 16xlarge=4
hpc8a 96xlarge=4
i3en 3xlarge=4
i7i 48xlarge=15 metal-48xl=15
i7ie 3xlarge=4 48xlarge=15 metal-48xl=15
i8g 48xlarge=15 metal-48xl=15
i8ge 3xlarge=6 6xlarge=10 12xlarge=12 18xlarge=16 24xlarge=16 metal-24xl=16
inf1 24xlarge=11
inf2 48xlarge=15
m1 small=2
m4 large=2 16xlarge=8
m5zn 12xlarge=15
m6a 48xlarge=15
m6idn 32xlarge=16 metal=16
m6in 32xlarge=16 metal=16
m7a 48xlarge=15 metal-48xl=15
m7i 48xlarge=15 metal-48xl=15
m8a 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=16 metal-24xl=16
m8azn medium=3 large=4 12xlarge=16 24xlarge=16 metal-24xl=16
m8g 48xlarge=15 metal-48xl=15
m8gb 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=24 metal-24xl=24
m8gd 48xlarge=15 metal-48xl=15
m8gn 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=24 metal-24xl=24
m8i 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=24
m8i-flex 8xlarge=10 12xlarge=12 16xlarge=16
m8ib large=4 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=16
m8id 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=24
m8in large=4 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=16
m8ine large=4 12xlarge=12
p4d 24xlarge=60
p4de 24xlarge=60
p5 4xlarge=4 48xlarge=64
p5e 48xlarge=64
p5en 48xlarge=64
p6-b200 48xlarge=32
p6-b300 48xlarge=68
r6a 48xlarge=15
r6idn 32xlarge=16 metal=16
r6in 32xlarge=16 metal=16
r7a 48xlarge=15 metal-48xl=15
r7i 48xlarge=15 metal-48xl=15
r8a 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=16 metal-24xl=16
r8g 48xlarge=15 metal-48xl=15
r8gb 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=24 metal-24xl=24
r8gd 48xlarge=15 metal-48xl=15
r8gn 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=24 metal-24xl=24
r8i 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=24
r8i-flex 8xlarge=10 12xlarge=12 16xlarge=16
r8ib large=4 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=16
r8id 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=24
r8in large=4 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=16
t2 medium=3 xlarge=3 2xlarge=3
t3 medium=3
t3a small=2 medium=3
t4g medium=3
trn1 32xlarge=40
trn1n 32xlarge=80
trn2 3xlarge=2 48xlarge=32
u-6tb1 56xlarge=15
u7i-12tb 224xlarge=15
vt1 3xlarge=4
x1 16xlarge=8 32xlarge=8
x1e xlarge=3 4xlarge=4 8xlarge=4 16xlarge=8 32xlarge=8
x2iezn 12xlarge=15
x8aedz large=4 12xlarge=16 24xlarge=16 metal-24xl=16
x8g 48xlarge=15 metal-48xl=15
x8i 8xlarge=10 12xlarge=12 16xlarge=16 24xlarge=16 32xlarge=24
z1d 12xlarge=15
`;
