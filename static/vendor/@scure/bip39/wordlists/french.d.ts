/** French BIP39 wordlist. */
export declare const wordlist: string[];
