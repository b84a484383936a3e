"""What is mounted where: `admin` on ADMIN_HOSTS, `station` on the hosts of stations."""
