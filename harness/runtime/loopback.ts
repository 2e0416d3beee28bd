/** Where all servers of the course listen: nobody reaches them from outside. */
export const HOST = "127.0.0.1";
